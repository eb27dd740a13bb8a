import { z } from "zod";
import { field } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { ideco } from "../vendor";
import { checkResult, fetchResults } from "./results";

export const getPacketCheckResults = defineFunction(ideco, {
  name: "getPacketCheckResults",
  doc: "The results of the last run of packet checks, and whether it made the appliance block all traffic. Starts nothing.",
  page: "ideco-ngfw-traffic-rules: Проверка прохождения трафика, Получение результатов проверок",
  example: {},
  inputs: {},
  outputs: {
    blockStatus: field(z.boolean(), "Whether all traffic is blocked because a check failed."),
    inProgress: field(z.boolean(), "Whether checks are running just now."),
    checkDatetime: field(
      z.number(),
      "When the last run was, in the vendor's form `YYYYMMDDHMS`: hours, minutes and seconds are not padded, so it can't be read back for sure. 0 where there was none.",
    ),
    items: field(z.array(checkResult), "The results by check; checks that are off have none."),
  },
  async call(ctx) {
    const { results, ...rest } = await fetchResults(ctx);
    return { ...rest, items: results };
  },
});
