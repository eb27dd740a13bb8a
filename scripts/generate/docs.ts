import type { Catalogue } from "../../provider/kernel/parts";
import { endpointsPage } from "./docs/endpoints";
import { readmeWith } from "./docs/readme";
import { referencePage } from "./docs/reference";
import { reliabilityPage, type Tried } from "./docs/reliability";
import type { Reached } from "./endpoints";

/** The documentation that the definitions tell, and the generated parts of the README. */
export function docFiles(
  catalogue: Catalogue,
  readme: string,
  reached: Reached,
  tried: readonly Tried[],
): Record<string, string> {
  return {
    "docs/reference.md": referencePage(catalogue),
    "docs/endpoints.md": endpointsPage(catalogue, reached),
    "docs/reliability.md": reliabilityPage(catalogue, tried),
    "README.md": readmeWith(readme, catalogue),
  };
}
