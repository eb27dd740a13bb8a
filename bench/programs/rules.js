/**
 * The rules that every contender keeps, each about an address of its own (`ip.id.2` and so on, which the bench makes
 * before). The stage of their life: 0 as created; 1 the rule in the middle does the opposite; 2 besides, the first rule
 * stands last.
 */
exports.rules = (count = Number(process.env.BENCH_RULES), stage = Number(process.env.BENCH_STAGE)) => {
  const rules = Array.from({ length: count }, (_, index) => ({
    action: index % 3 === 0 ? "accept" : "drop",
    protocol: "protocol.tcp",
    sourceAddresses: [`ip.id.${index + 2}`],
    destinationAddresses: ["subnet.id.1"],
    destinationPorts: [`port.id.${(index % 3) + 1}`],
    comment: `rule ${index}`,
  }));
  const middle = rules[Math.floor(count / 2)];
  if (stage >= 1) middle.action = middle.action === "drop" ? "accept" : "drop";
  if (stage >= 2) rules.push(rules.shift());
  return rules;
};
