import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import { Configuration } from "./configuration";

/** What the stack's configuration says of a school. */
export interface School {
  /** Titles of objects, or `any`. */
  pupils: string[];
  /** Names or ids of categories. */
  denied: string[];
  deniedInLessons: string[];
  lessons: { weekdays: number[]; start: string; end: string };
  noticeUrl: string | undefined;
  dailyGigabytes: number;
}

const lessonsForm = /^([1-7])-([1-7]) ((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/;

/** @throws an error that lists everything that is wrong with the configuration */
export function readSchool(): School {
  const config = new Configuration();
  const pupils = config.list("pupils");
  if (pupils.length === 0) config.tell("pupils", 'is missing; name a group or a network, or write "any"');
  const lessons = config.text("lessons", lessonsForm, "days and hours, such as 1-5 08:00-15:00");
  const gigabytes = config.text("dailyGigabytes", /^\d{1,4}(\.\d{1,3})?$/, "a number, 0 for no quota");
  const school: School = {
    pupils,
    denied: config.list("denied"),
    deniedInLessons: config.list("deniedInLessons"),
    lessons: asLessons(lessons),
    noticeUrl: config.optional("noticeUrl", /^https?:\/\/\S+$/, "the address of a page"),
    dailyGigabytes: Number(gigabytes),
  };
  const { weekdays, start, end } = school.lessons;
  if (lessonsForm.test(lessons) && (weekdays.length === 0 || start >= end))
    config.tell("lessons", `has "${lessons}"; it ends before it begins`);
  config.finish();
  return school;
}

function asLessons(text: string): School["lessons"] {
  const [, first, last, start = "", end = ""] = lessonsForm.exec(text) ?? [];
  const weekdays = [1, 2, 3, 4, 5, 6, 7].filter((day) => day >= Number(first) && day <= Number(last));
  return { weekdays, start, end };
}

/** The lines of a file beside the program; those that begin with # are comments. */
export function readLines(file: string): string[] {
  const lines = readFileSync(join(__dirname, file), "utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

/** Words and their weights, in the form in which the appliance exports its dictionaries. */
export function readDictionary(file: string) {
  const [head = "", ...lines] = readLines(file);
  const [threshold, title = "", comment = ""] = head.split(";");
  const words = lines.map((line) => {
    const [value = "", weight = ""] = line.split(";");
    if (!/^\d+$/.test(weight))
      throw new RunError(`${file}: "${line}" is not a word, a semicolon and its weight`);
    return { value, weight: Number(weight) };
  });
  if (!/^\d+$/.test(threshold ?? ""))
    throw new RunError(`${file}: the first line has to be threshold;title;comment`);
  return { threshold: Number(threshold), title, comment, words };
}
