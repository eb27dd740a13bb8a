# Sourced by the findings about Pulumi's engine: puts the CLI 3.259.0 and a language host for Node on PATH, with a home, a
# backend and a passphrase of their own in the temporary folder that `npm_folder` made. Takes an installed CLI of just this
# version; else builds both from their Go modules, which takes minutes the first time.

pulumi_version=3.259.0

pulumi_on_path() {
  if [ "$(pulumi version 2>/dev/null)" != "$pulumi_version" ] && [ "$(pulumi version 2>/dev/null)" != "v$pulumi_version" ]; then
    mkdir -p "$folder/cli" "$folder/host" "$folder/bin"
    go_build cli github.com/pulumi/pulumi/pkg/v3/cmd/pulumi "github.com/pulumi/pulumi/pkg/v3@v$pulumi_version" pulumi \
      "-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$pulumi_version"
    # In a module of its own: with the CLI's the versions would clash.
    go_build host github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs github.com/pulumi/pulumi/sdk/v3@v3.68.0 \
      pulumi-language-nodejs
    PATH="$folder/bin:$PATH"
  fi
  # The dynamic provider of the project's own SDK.
  export PATH="$folder/node_modules/@pulumi/pulumi:$PATH"
  mkdir -p "$folder/state" "$folder/home"
  export PULUMI_BACKEND_URL="file://$folder/state" PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=finding
  export PULUMI_SKIP_UPDATE_CHECK=true PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
}

# go_build FOLDER PACKAGE MODULE@VERSION NAME [LINKER FLAGS]
go_build() {
  (
    cd "$folder/$1"
    go mod init finding 2>/dev/null
    go get -tool "$2@${3##*@}" 2>/dev/null
    CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags "-s -w ${5:-}" -o "$folder/bin/$4" "$2"
  )
}

# pulumi_project: a project with the stack dev, in the present folder; the program is index.js.
pulumi_project() {
  printf 'name: finding\nruntime:\n  name: nodejs\n  options: { typescript: false }\n' >Pulumi.yaml
  pulumi stack init dev --non-interactive >/dev/null
}

up() {
  pulumi up --yes --skip-preview --non-interactive --color never "$@"
}
