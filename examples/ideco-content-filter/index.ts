import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ideco } from "pulumi-perimeter";

const config = new pulumi.Config();

new ideco.ContentFilter("content-filter", { enabled: true });
// Browsers prefer QUIC, which the filter can't look into; without it they fall back to what it can.
new ideco.ContentFilterSettings("settings", { enabledExtendedCategorizer: true, quicRejectEnabled: true });
new ideco.SafeSearch("safe-search", { enabled: true });

// Pages by their words: the weights of the words that are found are added up.
new ideco.MorphAnalysis("morphology", { enabled: true });
new ideco.MorphDictionary("job-offers", {
  title: "Job offers",
  threshold: 100,
  words: [
    { value: "vacancy", weight: 40 },
    { value: "send your resume", weight: 60 },
  ],
});

const partners = new ideco.ContentCategory("partners", { name: "Partners", urls: lines("partners.txt") });
const videos = new ideco.ContentCategory("videos", { name: "Videos", urls: lines("videos.txt") });
const hours = new ideco.TimeRangeAlias("hours", {
  title: "Office hours",
  weekdays: [1, 2, 3, 4, 5],
  start: "09:00",
  end: "18:00",
});

// The first rule that matches decides, so each one stands below the one before it.
const trusted = new ideco.ContentFilterRule("partners", {
  name: "Partners",
  access: "allow",
  categories: [partners.id],
  position: { first: true },
});

// A redirect takes effect for what is decrypted: it needs an equal bump above it.
const distraction = { categories: [videos.id], timetable: [hours.id] };
const opened = new ideco.ContentFilterRule("videos-decrypt", {
  name: "Videos in office hours: decrypt",
  access: "bump",
  ...distraction,
  position: { after: trusted.id },
});
const led = new ideco.ContentFilterRule("videos", {
  name: "Videos in office hours",
  access: "redirect",
  redirectUrl: config.get("notice") ?? "https://intranet.example/videos",
  ...distraction,
  position: { after: opened.id },
});

// Files may be fetched from file sharing sites, but not put there.
new ideco.ContentFilterRule("uploads", {
  name: "Uploads to file sharing sites",
  access: "deny",
  categories: ["Файлообменники"],
  httpMethods: ["POST", "PUT"],
  position: { after: led.id },
});

// Appliances since v19 have no quotas.
if (config.getBoolean("quotas") ?? false) {
  new ideco.QuotaAccounting("accounting", { enabled: true });
  new ideco.Quota("monthly", { title: "Monthly", quota: 50e9, interval: "month" });
}

/** The lines of a file beside the program; those that begin with # are comments. */
function lines(file: string): string[] {
  const all = readFileSync(join(__dirname, file), "utf8").split("\n");
  return all.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
