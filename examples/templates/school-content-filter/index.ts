import type { Input } from "@pulumi/pulumi";
import { ideco } from "pulumi-perimeter";
import { readDictionary, readLines, readSchool, type School } from "./settings";

export = async () => {
  const school = readSchool();
  const aliases = school.pupils;
  switchOn();
  await dictionaries();
  const rules = new ideco.RuleTable("rules", {
    table: "contentFilter",
    // Rules for teachers and servers may be there as well: ours stand above them, and they are never touched.
    ownership: "shared",
    placement: { first: true },
    rules: rulesOf(school).map((rule) => ({ aliases, ...rule })),
  });
  if (school.dailyGigabytes > 0) limitTraffic(school.dailyGigabytes);
  return { rules: rules.ruleIds };
};

function switchOn(): void {
  new ideco.ContentFilter("content-filter", { enabled: true });
  // Browsers prefer QUIC, which the filter can't look into; without it they fall back to what it can.
  new ideco.ContentFilterSettings("settings", { enabledExtendedCategorizer: true, quicRejectEnabled: true });
  new ideco.SafeSearch("safe-search", { enabled: true });
  new ideco.MorphAnalysis("morphology", { enabled: true });
}

/** The appliance's own dictionaries (drugs, extremism, swearing …) are off at first; and one of ours. */
async function dictionaries(): Promise<void> {
  const { items } = await ideco.getMorphDictionaries();
  for (const { id, title } of items.filter(({ readOnly }) => readOnly)) {
    new ideco.MorphDictionary(`dictionary-${id}`, { title, enabled: true, adopt: true });
  }
  new ideco.MorphDictionary("our-dictionary", readDictionary("dictionary.csv"));
}

/** From top to bottom: the first rule that matches a request decides. */
function rulesOf(school: School): Omit<ideco.TableRuleArgs, "aliases">[] {
  const categories = (name: string, file: string): Input<string>[] => {
    const urls = readLines(file);
    return urls.length === 0 ? [] : [new ideco.ContentCategory(name, { name: `School: ${name}`, urls }).id];
  };
  const lessons = new ideco.TimeRangeAlias("lessons", { title: "School: lessons", ...school.lessons });
  const inLessons = { categories: school.deniedInLessons, timetable: [lessons.id] };
  const notice = school.noticeUrl;
  const rules: Omit<ideco.TableRuleArgs, "aliases">[] = [
    {
      key: "lessons-need",
      name: "Sites that lessons need",
      access: "allow",
      categories: categories("allowed", "allowed.txt"),
    },
    {
      key: "our-list",
      name: "Sites of our own list",
      access: "deny",
      categories: categories("denied", "denied.txt"),
    },
    { key: "never", name: "Never", access: "deny", categories: school.denied },
    ...(notice === undefined
      ? [{ key: "lessons", name: "Not in lessons", access: "deny" as const, ...inLessons }]
      : [
          // Only what is decrypted can be led elsewhere.
          { key: "lessons-open", name: "Not in lessons: decrypt", access: "bump" as const, ...inLessons },
          {
            key: "lessons",
            name: "Not in lessons",
            access: "redirect" as const,
            redirectUrl: notice,
            ...inLessons,
          },
        ]),
  ];
  // A rule without categories would be for every request.
  return rules.filter((rule) => (rule.categories as unknown[]).length > 0);
}

/** Who used up his quota gets no further until the next day. */
function limitTraffic(gigabytes: number): void {
  new ideco.QuotaAccounting("accounting", { enabled: true });
  new ideco.Quota("daily", { title: "School: daily", quota: Math.round(gigabytes * 1e9), interval: "day" });
  new ideco.ForwardRule("quota-exceeded", {
    action: "drop",
    sourceAddresses: ["quota.exceeded"],
    outgoingInterface: "interface.external_any",
    comment: "The quota is used up",
    position: { first: true },
  });
}
