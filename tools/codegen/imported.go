package main

import (
	"context"
	"encoding/json"
	"io"
	"os"

	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/pkg/v3/importer"
	pkgresource "github.com/pulumi/pulumi/pkg/v3/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// writeImported writes the TypeScript program of the custom resources of an exported stack. Their inputs have to be
// in clear; those of providers may be encrypted, as a program never says them.
func writeImported(schemaPath, stackPath, outfile string) error {
	pkg, err := bind(schemaPath)
	if err != nil {
		return err
	}
	states, err := readStates(stackPath)
	if err != nil {
		return err
	}
	out, err := os.Create(outfile)
	if err != nil {
		return err
	}
	defer out.Close()
	return importer.GenerateLanguageDefinitions(
		out, onePackage{pkg: pkg}, writeTypeScript, imported(states), states, importer.NameTable{},
	)
}

func readStates(path string) ([]*pkgresource.State, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var exported struct{ Deployment apitype.DeploymentV3 }
	if err := json.Unmarshal(text, &exported); err != nil {
		return nil, err
	}
	var states []*pkgresource.State
	for _, each := range exported.Deployment.Resources {
		states = append(states, &pkgresource.State{
			Type: each.Type, URN: each.URN, Custom: each.Custom, ID: each.ID, Parent: each.Parent,
			Protect: each.Protect, Provider: each.Provider,
			Inputs:  resource.NewPropertyMapFromMap(each.Inputs),
			Outputs: resource.NewPropertyMapFromMap(each.Outputs),
		})
	}
	return states, nil
}

func imported(states []*pkgresource.State) []*pkgresource.State {
	var found []*pkgresource.State
	for _, state := range states {
		if state.Custom && state.Type.Package() != "pulumi" {
			found = append(found, state)
		}
	}
	return found
}

func writeTypeScript(w io.Writer, program *pcl.Program) error {
	files, diagnostics, err := nodejs.GenerateProgram(program)
	if err != nil {
		return err
	}
	if diagnostics.HasErrors() {
		return diagnostics
	}
	_, err = w.Write(files["index.ts"])
	return err
}

// onePackage knows a single package, whatever version is asked for.
type onePackage struct {
	noPackages
	pkg *schema.Package
}

func (l onePackage) LoadPackageV2(ctx context.Context, d *schema.PackageDescriptor) (*schema.Package, error) {
	if d.PackageName() == l.pkg.Name {
		return l.pkg, nil
	}
	return l.noPackages.LoadPackageV2(ctx, d)
}

func (l onePackage) LoadPackageReferenceV2(
	ctx context.Context, d *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	pkg, err := l.LoadPackageV2(ctx, d)
	if err != nil {
		return nil, err
	}
	return pkg.Reference(), nil
}
