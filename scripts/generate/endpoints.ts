/** Every endpoint that the five vendors' pages print, in the order of the pages; printed slips are corrected. */
export interface PrintedPage {
  vendor: string;
  title: string;
  /** Stands in front of every path: what the page says of the base address. */
  base?: string;
  sections: Record<string, string[]>;
}

const tables = ["forward", "input", "dnat", "snat", "log"];
const each = (endpoint: string) => tables.map((table) => endpoint.replace("{table}", table));

export const pages: PrintedPage[] = [
  {
    vendor: "ideco",
    title: "Ideco NGFW: Управление правилами трафика",
    sections: {
      Файрвол: [
        "GET /firewall/status",
        "GET /firewall/state",
        "GET /firewall/settings",
        "PUT /firewall/settings",
        ...each("GET /firewall/rules/{table}"),
        ...each("POST /firewall/rules/{table}"),
        ...each("PUT /firewall/rules/{table}/<id>"),
        ...each("PATCH /firewall/rules/{table}/move"),
        ...each("DELETE /firewall/rules/{table}/<id>"),
        "GET /firewall/watch",
        "PUT /firewall/watch",
        // The counters of the log table are printed as GET /firewall/rules/log.
        ...each("GET /firewall/counters/{table}").filter((endpoint) => !endpoint.endsWith("/log")),
      ],
      "Проверка прохождения трафика": [
        "GET /firewall/checks_packets",
        "POST /firewall/checks_packets",
        "PATCH /firewall/checks_packets/<id>",
        "POST /firewall/checks_start",
        "GET /firewall/checks_result",
        "GET /firewall/checks_settings",
        "PUT /firewall/checks_settings",
      ],
      "Контроль приложений": [
        "GET /application_control_backend/rules",
        "POST /application_control_backend/rules",
        "PUT /application_control_backend/rules/<id>",
        "PATCH /application_control_backend/rules/move",
        "DELETE /application_control_backend/rules/<id>",
      ],
      "Контент-фильтр": [
        "GET /content-filter/state",
        "PUT /content-filter/state",
        "GET /content-filter/settings",
        "PATCH /content-filter/settings",
        "GET /proxy_backend/safe_search",
        "PUT /proxy_backend/safe_search",
        "GET /content-filter/categories",
        "GET /content-filter/users_categories",
        "POST /content-filter/users_categories",
        "PUT /content-filter/users_categories/<id>",
        "GET /content-filter/rules",
        "POST /content-filter/rules",
        "PUT /content-filter/rules/<id>",
        "PATCH /content-filter/rules/move",
        "DELETE /content-filter/rules/<id>",
        "GET /content-filter/morph_analysis/state",
        "PUT /content-filter/morph_analysis/state",
        "GET /content-filter/morph_analysis_dicts",
        "POST /content-filter/morph_analysis_dicts",
        "PATCH /content-filter/morph_analysis_dicts/<id>",
        "DELETE /content-filter/morph_analysis_dicts/<id>",
        "GET /content-filter/morph_analysis_dicts/download/<id>",
      ],
      "Предотвращение вторжений": [
        "GET /ips/status",
        "GET /ips/state",
        "PUT /ips/state",
        "GET /ips/signature_groups/table",
        "GET /ips/signature_groups/mitre",
        "GET /ips/signatures",
        "GET /ips/profiles/<id>/signatures",
        "GET /ips/profiles/actions-counts",
        "GET /ips/profiles/<id>/actions-counts",
        "GET /ips/signatures/<sid>",
        "GET /ips/signatures/<sid>/profiles",
        "GET /ips/custom",
        "POST /ips/custom",
        "POST /ips/custom_rules_file",
        "PATCH /ips/custom/<id>",
        "DELETE /ips/custom/<id>",
        "GET /ips/update",
        "GET /ips/update_advanced",
        "POST /ips/update",
        "GET /ips/nets",
        "POST /ips/nets",
        "DELETE /ips/nets/<id>",
        "GET /ips/bypass",
        "POST /ips/bypass",
        "PATCH /ips/bypass/<id>",
        "DELETE /ips/bypass/<id>",
      ],
      Квоты: [
        "GET /quotas/state",
        "PUT /quotas/state",
        "GET /quotas/quotas",
        "POST /quotas/quotas",
        "PATCH /quotas/quotas/<id>",
        "DELETE /quotas/quotas/<id>",
      ],
    },
  },
  {
    vendor: "ideco",
    title: "Ideco NGFW: documentation of each version (docsUTM)",
    sections: {
      "Профили безопасности": [
        "GET /ips/profiles",
        "POST /ips/profiles-create-with-rules",
        "PATCH /ips/profiles/<id>",
        "DELETE /ips/profiles/<id>",
        "GET /ips/profiles/<id>/rules",
        "POST /ips/profiles/<id>/rules",
        "PATCH /ips/profiles/<id>/rules/<rule>",
        "PATCH /ips/profiles/<id>/rules/<rule>/move",
        "DELETE /ips/profiles/<id>/rules/<rule>",
        "GET /api/application_control/profiles",
        "POST /api/application_control/profiles",
        "PATCH /api/application_control/profiles/<id>",
        "DELETE /api/application_control/profiles/<id>",
      ],
      "Списки ACL": [
        "GET /acl/rules",
        "POST /acl/rules",
        "PATCH /acl/rules/<id>",
        "DELETE /acl/rules/<id>",
        "GET /acl/acl-order",
        "PATCH /acl/acl-order",
        "GET /acl/acl-state",
        "PATCH /acl/acl-state",
      ],
      "Пользователи и группы": ["GET /user_backend/users", "GET /user_backend/groups"],
    },
  },
  {
    vendor: "selectel",
    title: "Selectel: API сервиса мониторинга открытых портов",
    base: "/eye/v1",
    sections: {
      // Ending the monitoring and the tag of one port are told without their paths, which are assumed.
      "Мониторинг открытых портов": [
        "POST /ips",
        "DELETE /ips",
        "GET /ips/ports",
        "PUT /ips/ports",
        "PUT /ips/ports/<port>",
      ],
    },
  },
  {
    vendor: "era",
    title: "Era: Управление сетевым фильтром esg (bannedaddrs)",
    base: "/rest/v1/master",
    sections: {
      "Списки заблокированных адресов": [
        "POST /logicalroles/sg/bannedaddrs",
        "GET /logicalroles/sg/bannedaddrs",
        "DELETE /logicalroles/sg/bannedaddrs",
        "DELETE /logicalroles/sg/bannedaddrs/<ipaddr>",
      ],
    },
  },
  {
    vendor: "nhn",
    title: "NHN Cloud: Security Monitoring API v1.1",
    base: "/v1.0/appkeys/***",
    sections: {
      보안관제: [
        "GET /not-applied-vms",
        "GET /applied-vms",
        "POST /vm",
        "DELETE /vm",
        "GET /history",
        "GET /tickets",
        "GET /tickets/<ticketId>",
        "GET /events",
      ],
    },
  },
  {
    vendor: "deepfinder",
    title: "DeepFinder: IP Control API",
    base: "/api",
    sections: {
      "IP Control": ["GET /apply_white_black_ip", "GET /get_white_black_ip", "GET /del_white_black_ip"],
    },
  },
];

/** Which definitions reach an endpoint, by `vendor METHOD /path`; the conformance tests hold it against the lab. */
export type Reached = Record<string, string[]>;

/** All endpoints, in the form of `Reached`'s keys. */
export const endpoints: string[] = pages.flatMap(({ vendor, sections }) =>
  Object.values(sections).flatMap((list) => list.map((endpoint) => `${vendor} ${endpoint}`)),
);

/** The printed endpoint that a request belongs to; undefined where it is on none of the pages. */
export function endpointOf(vendor: string, method: string, path: string): string | undefined {
  const base = pages.find((page) => page.vendor === vendor)?.base ?? "";
  if (!path.startsWith(base)) return undefined;
  const request = `${method} ${path.slice(base.length)}`;
  const own = endpoints.filter((endpoint) => endpoint.startsWith(`${vendor} `));
  const fits = (endpoint: string) => pattern(endpoint.slice(vendor.length + 1)).test(request);
  return own.find((endpoint) => endpoint === `${vendor} ${request}`) ?? own.find(fits);
}

function pattern(endpoint: string): RegExp {
  const parts = endpoint.split(/<\w+>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`);
}
