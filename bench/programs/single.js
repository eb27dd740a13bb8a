/** The product, a resource for each rule, each below the one before it. */
const { rules } = require("./rules");
const { ideco } = require(process.env.BENCH_MODULE);

let above;
for (const rule of rules()) {
  const position = above ? { after: above.id } : { first: true };
  above = new ideco.ForwardRule(rule.comment, { ...rule, position });
}
