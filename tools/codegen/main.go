// Command codegen writes the Node or the Python SDK of a Pulumi package with Pulumi's own code generators,
// without a language host: codegen nodejs|python schema.json outdir
//
// It also writes the TypeScript program of imported resources, as pulumi import does: codegen import schema.json
// stack.json outfile, where stack.json is what pulumi stack export gives.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi-perimeter"

func main() {
	if len(os.Args) == 5 && os.Args[1] == "import" {
		exit(writeImported(os.Args[2], os.Args[3], os.Args[4]))
	}
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: codegen nodejs|python schema.json outdir\n       codegen import schema.json stack.json outfile")
		os.Exit(2)
	}
	exit(run(os.Args[1], os.Args[2], os.Args[3]))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "codegen:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func run(language, schemaPath, outdir string) error {
	pkg, err := bind(schemaPath)
	if err != nil {
		return err
	}
	files, err := generate(language, pkg)
	if err != nil {
		return err
	}
	return write(files, outdir)
}

// bind reads a schema and refuses one that Pulumi's metaschema refuses.
func bind(path string) (*schema.Package, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	pkg, diagnostics, err := schema.BindSpec(spec, noPackages{}, schema.ValidationOptions{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if diagnostics.HasErrors() {
		return nil, fmt.Errorf("%s: %w", path, errors.Join(diagnostics.Errs()...))
	}
	return pkg, nil
}

func generate(language string, pkg *schema.Package) (map[string][]byte, error) {
	switch language {
	case "nodejs":
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, noPackages{})
	case "python":
		return python.GeneratePackage(tool, pkg, nil, noPackages{})
	}
	return nil, fmt.Errorf("no generator for %q: nodejs or python", language)
}

func write(files map[string][]byte, outdir string) error {
	for name, content := range files {
		path := filepath.Join(outdir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// noPackages refuses references to other packages: to resolve them would need their plugins.
type noPackages struct{}

func (noPackages) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return nil, fmt.Errorf("the schema refers to the package %q, which cannot be loaded here", name)
}

func (l noPackages) LoadPackageV2(_ context.Context, d *schema.PackageDescriptor) (*schema.Package, error) {
	return l.LoadPackage(d.PackageName(), nil)
}

func (l noPackages) LoadPackageReference(name string, v *semver.Version) (schema.PackageReference, error) {
	_, err := l.LoadPackage(name, v)
	return nil, err
}

func (l noPackages) LoadPackageReferenceV2(
	_ context.Context, d *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return l.LoadPackageReference(d.PackageName(), nil)
}
