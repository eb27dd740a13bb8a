import { describe } from "vitest";
import { fronts } from "./driver";
import { hurry } from "./fast-clock";
import { listenToCalls } from "./fault-injector";
import { liesOf } from "./lies";

hurry(20);
listenToCalls();

describe.each(fronts)("in the $name front", liesOf);
