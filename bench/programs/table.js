/** The product, one resource for the whole table. */
const { rules } = require("./rules");
const { ideco } = require(process.env.BENCH_MODULE);

new ideco.RuleTable("forward", {
  table: "forward",
  ownership: "exclusive",
  rules: rules().map((rule) => ({ key: rule.comment, ...rule })),
});
