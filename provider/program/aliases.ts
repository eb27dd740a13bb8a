import * as pulumi from "@pulumi/pulumi";

/**
 * Options with the alias of the other front's type, so that a stack moves from one front to the other without a call.
 * The SDK doesn't combine aliases: each one of the program is given a second time, with that type.
 */
export function withAliasOf<O extends pulumi.CustomResourceOptions>(type: string, options: O | undefined): O {
  const given = options?.aliases;
  const own: Given = [{ type }];
  const aliases = Array.isArray(given) || given === undefined ? allOf(type, own, given ?? []) : undefined;
  const later = () => pulumi.output(given).apply((list) => allOf(type, own, (list ?? []) as Given));
  return { ...options, aliases: aliases ?? later() } as O;
}

type Given = Array<pulumi.Input<pulumi.URN | pulumi.Alias>>;

function allOf(type: string, own: Given, given: Given): Given {
  return [...own, ...given, ...given.map((alias) => withType(alias, type))];
}

function withType(alias: Given[number], type: string): Given[number] {
  if (pulumi.Output.isInstance(alias) || alias instanceof Promise) {
    return pulumi
      .output(alias)
      .apply((known) => typed(known as pulumi.URN | pulumi.Alias, type)) as Given[number];
  }
  return typed(alias, type);
}

/** A URN, and an alias that names a type, say everything themselves. */
function typed(alias: pulumi.URN | pulumi.Alias, type: string): pulumi.URN | pulumi.Alias {
  return typeof alias === "string" || alias.type !== undefined ? alias : { ...alias, type };
}
