function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

const ofRequests = words(`
  dns.query dns_query http.accept http.accept_enc http.accept_lang http.host http.host.raw http.method
  http.referer http.request_body http.request_header http.request_line http.uri http.uri.normalized http.uri.raw
  http.user_agent http_accept http_accept_enc http_accept_lang http_referer http_request_line ike.init_spi
  ike.vendor ja3.string ja3_string ja4.hash ja4_hash mqtt.connect.clientid mqtt.connect.password
  mqtt.connect.username mqtt.connect.willmessage mqtt.connect.willtopic mqtt.unsubscribe.topic quic.cyu.string
  quic.sni quic.ua sip.method sip.request_line sip.uri smb.named_pipe smb.ntlmssp_domain smb.ntlmssp_user
  smb.share smb_named_pipe smb_share ssh-hassh-string ssh.hassh.string tls.sni tls_sni
  email.cc email.date email.from email.message_id email.received email.subject email.to email.url email.x_mailer
  ftp.command ftp.command_data ldap.request.attribute_type ldap.request.dn mqtt.connect.protocol_string
  ja3.hash ja3_hash pgsql.query quic.cyu.hash ssh-hassh ssh.hassh smtp.helo smtp.mail_from smtp.rcpt_to`);

const ofResponses = words(`
  http.location http.response_header http.response_line http.server http.stat_code http.stat_msg
  http_response_line ike.resp_spi ja3s.string krb5.cname krb5.sname krb5_cname krb5_sname rfb.name
  sip.response_line sip.stat_code sip.stat_msg ssh-hassh-server-string ssh.hassh.server.string
  dns.response.rrname ftp.completion_code ftp.reply ldap.responses.attribute_type ldap.responses.dn
  ldap.responses.message ja3s.hash ssh-hassh-server ssh.hassh.server tls.subjectaltname`);

const ofBoth = words(`
  dce_stub_data dcerpc.stub_data dnp3.data dnp3_data dns.additionals.rrname dns.answer.name dns.answers.rrname
  dns.authorities.rrname dns.queries.rrname dns.query.name enip.product_name enip.service_name file.data
  file.magic file.name file_data http.connection http.content_len http.content_type http.cookie http.header
  http.header.raw http.header_names http.protocol http.response_body http.start http2.header_name
  http_connection http_content_len http_content_type http_header_names http_protocol http_start icmpv4.hdr
  icmpv6.hdr ike.key_exchange_payload ike.nonce_payload ipv4.hdr ipv6.hdr mdns.additionals.rrname mdns.answers.rrname mdns.authorities.rrname mdns.queries.rrname mdns.response.rrname
  mqtt.publish.message mqtt.publish.topic mqtt.subscribe.topic ntp.reference_id quic.version
  sdp.attribute sdp.bandwidth sdp.connection_data sdp.email sdp.encryption_key sdp.media.connection_data
  sdp.media.encryption_key sdp.media.media sdp.media.media_info sdp.origin sdp.phone_number sdp.repeat_time
  sdp.session_info sdp.session_name sdp.time sdp.timezone sdp.uri sip.content_length sip.content_type sip.from
  sip.protocol sip.to sip.user_agent sip.via snmp.community snmp.usm   ssh.proto ssh.software ssh_proto ssh_software tcp.hdr tls.alpn tls.cert_fingerprint
  tls.cert_issuer tls.cert_serial tls.cert_subject tls.certs tls.random tls.random_bytes tls.random_time
  tls_cert_fingerprint tls_cert_issuer tls_cert_serial tls_cert_subject udp.hdr websocket.payload`);

/** Other keywords that only fit one side of a flow. */
const alsoOfRequests = words(
  "http_uri http_method http_user_agent http_client_body http_host http_raw_uri http_raw_host uricontent urilen",
);
const alsoOfResponses = words("http_stat_code http_stat_msg tls_cert_expired tls_cert_valid");

/**
 * Sticky buffers: what follows is looked for in them. Only such as Suricata 7 and 8 agree about (`ip.src`, `ip.dst`
 * and `template.buffer` need nothing after them in 7).
 */
export const stickyBuffers: ReadonlySet<string> = new Set([...ofRequests, ...ofResponses, ...ofBoth]);

/** Keywords that only a flow to the server meets, and such that only one to the client does; in both Suricatas. */
export const requestKeywords: ReadonlySet<string> = new Set([...ofRequests, ...alsoOfRequests]);
export const responseKeywords: ReadonlySet<string> = new Set([...ofResponses, ...alsoOfResponses]);

/** They change the buffer before them for what follows. */
export const transforms: ReadonlySet<string> = new Set(
  words(`compress_whitespace domain dotprefix from_base64 gunzip header_lowercase luaxform pcrexform
    strip_pseudo_headers strip_whitespace tld to_lowercase to_md5 to_sha1 to_sha256 to_uppercase url_decode xor
    zlib_deflate`),
);

/** The older form: the name of a buffer behind the content. With it what Snort 3 and Suricata call the buffer. */
export const bufferModifiers: ReadonlyMap<string, string> = new Map([
  ["http_client_body", "http.request_body"],
  ["http_cookie", "http.cookie"],
  ["http_header", "http.header"],
  ["http_host", "http.host"],
  ["http_method", "http.method"],
  ["http_raw_header", "http.header.raw"],
  ["http_raw_host", "http.host.raw"],
  ["http_raw_uri", "http.uri.raw"],
  ["http_server_body", "http.response_body"],
  ["http_stat_code", "http.stat_code"],
  ["http_stat_msg", "http.stat_msg"],
  ["http_uri", "http.uri"],
  ["http_user_agent", "http.user_agent"],
]);

/** The modifiers of `pcre` that name a buffer. */
export const expressionBuffers: ReadonlyMap<string, string> = new Map([
  ["C", "http.cookie"],
  ["D", "http.header.raw"],
  ["H", "http.header"],
  ["I", "http.uri.raw"],
  ["M", "http.method"],
  ["P", "http.request_body"],
  ["S", "http.stat_code"],
  ["U", "http.uri"],
  ["V", "http.user_agent"],
  ["W", "http.host"],
  ["Y", "http.stat_msg"],
  ["Z", "http.host.raw"],
]);

/** Options that look at nothing in a buffer. */
export const asides: ReadonlySet<string> = new Set(
  words(`classtype detection_filter dsize flow flowbits flowint gid hostbits metadata msg noalert priority reference
    requires rev sid tag target threshold xbits`),
);

const modifiersOfBoth = new Set(["http_header", "http_raw_header", "http_cookie", "http_server_body"]);

/** Whether the request and the response have it, and the rule does not say which it means. */
export function isAmbiguous(name: string, value: string | undefined): boolean {
  if (name === "filesize") return !/^to_/.test(value ?? "");
  if (modifiersOfBoth.has(name)) return true;
  if (value !== undefined || !/^(?:http|file)[._]/.test(name)) return false;
  return stickyBuffers.has(name) && !requestKeywords.has(name) && !responseKeywords.has(name);
}

const hash = 32;
/** The lengths of what only ever has one. */
export const hashes: ReadonlyMap<string, number> = new Map([
  ...["ja3.hash", "ja3_hash", "ja3s.hash", "ssh.hassh", "ssh-hassh"].map((name) => [name, hash] as const),
  ...["ssh.hassh.server", "ssh-hassh-server", "quic.cyu.hash"].map((name) => [name, hash] as const),
  ["tls.cert_fingerprint", 59],
  ["tls_cert_fingerprint", 59],
]);
