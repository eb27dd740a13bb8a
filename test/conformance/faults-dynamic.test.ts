import { fronts } from "./driver";
import { faultsOf } from "./faults";

for (const front of fronts) if (front.name === "dynamic") faultsOf(front);
