/**
 * The engine's floor: as many resources, with as much in them and in the same order, that do nothing. Their provider
 * is a text of one line in the state instead of a serialised closure, so that the engine has the least to carry.
 */
const pulumi = require("@pulumi/pulumi");
const { rules } = require("./rules");

const provider =
  "exports.handler=()=>({create:async(inputs)=>({id:inputs.comment,outs:inputs}),update:async(_id,_olds,news)=>({outs:news})})";

class Nothing extends pulumi.CustomResource {
  constructor(name, args) {
    super("pulumi-nodejs:dynamic/bench:Nothing", name, { ...args, __provider: provider });
  }
}

let above;
for (const rule of rules()) above = new Nothing(rule.comment, { ...rule, after: above?.id });
