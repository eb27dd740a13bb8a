import { describe, expect, it, onTestFinished } from "vitest";
import type { Properties } from "../../provider/kernel/values";
import { Lab } from "../../provider/lab/core";
import { Stack } from "./stack";

const signature = (sid: number) => ({
  rule: `alert tcp any any -> any 22 (msg:"SSH ${sid}"; sid:${sid}; rev:1;)`,
});
const vm = (digit: number) => ({ vmId: `2300727f-3771-4bdc-bba1-35ca12cb860${digit}` });

const kinds: Array<[token: string, first: Properties, second: Properties]> = [
  [
    "deepfinder:IpEntry",
    { list: "black", domainGroupId: 4, startIp: "1.1.1.1" },
    { list: "black", domainGroupId: 4, startIp: "2.2.2.2" },
  ],
  ["selectel:MonitoredIp", { ip: "99.99.99.99" }, { ip: "99.99.99.100" }],
  ["nhn:Enrollment", vm(1), vm(2)],
  ["ideco:IpsProtectedNet", { address: "198.18.0.0/24" }, { address: "198.18.1.0/24" }],
  ["ideco:IpsCustomSignature", signature(1001), signature(1002)],
];

/** Two resources that are named by their places in a list, in the state of a process that is gone. */
async function open(token: string, first: Properties, second: Properties) {
  const lab = await Lab.start();
  lab.nhn.addVm({ ...vm(1), vmName: "one", fixedIp: "192.168.9.1" } as never);
  lab.nhn.addVm({ ...vm(2), vmName: "two", fixedIp: "192.168.9.2" } as never);
  const name = `lab-${token.split(":")[0]}`;
  const stack = new Stack({ [name]: lab.connections()[name] as Properties });
  onTestFinished(async () => {
    await stack.close();
    await lab.stop();
  });
  await stack.up(token, "entry-0", first);
  await stack.up(token, "entry-1", second);
  await stack.restart();
  let seen = lab.journal.writes().length;
  const writes = () => {
    const all = lab.journal.writes();
    const news = all.slice(seen);
    seen = all.length;
    return news.map(({ method, path }) => `${method} ${path}`);
  };
  return { stack, writes };
}

describe.each(kinds)("the first of a list of %s is taken out", (token, first, second) => {
  it("takes the second one over, which stays until it is taken out itself: one call in all", async () => {
    const { stack, writes } = await open(token, first, second);
    const { id } = stack.resources.get("entry-1") ?? {};
    // The engine makes what replaces the first, then deletes the first and what has no place in the list any more.
    expect(await stack.up(token, "next-0", second)).toBe("create");
    expect(stack.resources.get("next-0")?.id).toBe(id);
    await stack.delete("entry-1");
    expect(writes()).toEqual([]);
    expect(stack.said.join("\n")).toContain("another resource of this program has just taken");
    await stack.delete("entry-0");
    expect(writes()).toHaveLength(1);

    await stack.restart();
    expect(await stack.refresh("next-0")).toEqual([]);
    await stack.delete("next-0");
    expect(writes()).toHaveLength(1);
  });
});

it("a signature that is there with another text is refused before anything is sent", async () => {
  const { stack, writes } = await open("ideco:IpsCustomSignature", signature(1001), signature(1002));
  const other = { rule: signature(1002).rule.replace("SSH", "Telnet") };
  await expect(stack.up("ideco:IpsCustomSignature", "next-0", other)).rejects.toThrow(
    /^rule: .*adopt: true/s,
  );
  expect(writes()).toEqual([]);
});
