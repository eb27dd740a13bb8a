import { z } from "zod";
import { field, objectOf } from "../../kernel/fields";
import { defineFunction } from "../../kernel/function";
import { placeShapes } from "./fields";
import { LiveIpLists } from "./live-ip-lists";
import { deepfinder } from "./vendor";

const foundEntry = objectOf("FoundIpEntry", "An entry of an IP group.", {
  ipId: field(z.string(), "The vendor's id of the entry."),
  igid: field(z.string(), "The vendor's id of the IP group."),
  startIp: field(z.string(), "First address."),
  endIp: field(z.string(), "Last address."),
  expiresAt: field(
    z.string().optional(),
    "When the appliance removes it, in the vendor's own words, by the clock of the connection's `timeZone`. Absent: never.",
  ),
});

const foundGroup = objectOf("FoundIpGroup", "An IP group that is set in the domain group.", {
  groupName: field(z.string(), "Its name; `[API]_BLACK_LIST [ 4 ]` is the one that the interface fills."),
  igid: field(z.string(), "The vendor's id of the group."),
  type: field(z.string(), "The vendor's kind of group, such as `user`."),
  atype: field(z.string(), "`black` or `white`."),
  log: field(z.string(), "What is logged, such as `FULL`."),
  domainGroupId: field(z.string(), "Id of the domain group."),
  ipList: field(z.array(foundEntry), "Its entries."),
});

export const getIpControl = defineFunction(deepfinder, {
  name: "getIpControl",
  doc: "The IP groups that are set in a domain group as its black or white list, with their entries; groups of the administrators as well.",
  page: "deepfinder-ip-control: IP 및 정책 조회",
  example: { list: "black", domainGroupId: 4 },
  inputs: {
    list: field(placeShapes.list, "The list: `black` or `white`."),
    domainGroupId: field(placeShapes.domainGroupId, "Id of the domain group, a number or a text."),
  },
  outputs: { items: field(z.array(foundGroup), "The groups, in the appliance's order.") },
  async call(ctx, place) {
    const groups = await LiveIpLists.of(ctx, place).groups(ctx.signal);
    const items = groups.map(({ entries, ...group }) => ({
      ...group,
      ipList: entries.map(({ ipId, igid, startIp, endIp, expiresAt }) => ({
        ipId,
        igid,
        startIp,
        endIp,
        expiresAt,
      })),
    }));
    return { items };
  },
});
