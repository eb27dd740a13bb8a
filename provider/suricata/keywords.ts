/** What the syntax of one keyword is. */
export interface Keyword {
  /** In lower case; Suricata takes any case. */
  name: string;
  /** `direction`: nothing, or since Suricata 8 `to_server` or `to_client`. */
  value: "required" | "optional" | "forbidden" | "direction";
  /** `forbidden`: the value must not begin with a quote. */
  quotes: "required" | "optional" | "forbidden";
  /** Whether `!` may stand before the quoted value. */
  negation: boolean;
  /** The first Suricata version that knows it; 7 stands for 7 and older. */
  since: 7 | 8 | 9;
  /** The version that no longer knows it, and what it has instead, if anything. */
  until?: { version: 8; instead?: string };
  /** It changes the `content` before it. */
  modifier: boolean;
}

const withoutValue = `
  alert base64_data bypass compress_whitespace dce_stub_data dcerpc.stub_data dnp3.data dnp3_data dns.query
  dns_query dotprefix endswith ftpbounce header_lowercase http.cookie http.header http.header.raw
  http.header_names http.host http.host.raw http.method http.protocol http.request_body http.request_header
  http.request_line http.response_body http.response_header http.response_line http.start http.stat_code
  http.stat_msg http.uri http.uri.normalized http.uri.raw http.user_agent http2.header_name http_client_body
  http_cookie http_header http_header_names http_host http_method http_protocol http_raw_header http_raw_host
  http_raw_uri http_request_line http_response_line http_server_body http_start http_stat_code http_stat_msg
  http_uri http_user_agent icmpv4.hdr icmpv6.hdr ike.init_spi ike.key_exchange_payload ike.nonce_payload
  ike.resp_spi ike.vendor ip.dst ip.src ipv4.hdr ipv6.hdr ja3.hash ja3.string ja3_hash ja3_string ja3s.hash
  ja3s.string ja4.hash ja4_hash krb5.cname krb5.sname krb5_cname krb5_sname mqtt.connect.clientid
  mqtt.connect.password mqtt.connect.username mqtt.connect.willmessage mqtt.connect.willtopic
  mqtt.publish.message mqtt.publish.topic mqtt.subscribe.topic mqtt.unsubscribe.topic noalert nocase pkt_data
  prefilter quic.cyu.hash quic.cyu.string quic.sni quic.ua quic.version rawbytes rfb.name sameip sip.method
  sip.protocol sip.request_line sip.response_line sip.stat_code sip.stat_msg sip.uri smb.named_pipe
  smb.ntlmssp_domain smb.ntlmssp_user smb.share smb_named_pipe smb_share snmp.community snmp.usm ssh-hassh
  ssh-hassh-server ssh-hassh-server-string ssh-hassh-string ssh.hassh ssh.hassh.server
  ssh.hassh.server.string ssh.hassh.string ssh.proto ssh.software ssh_proto ssh_software startswith
  strip_pseudo_headers strip_whitespace tcp.hdr template.buffer tls.cert_fingerprint tls.cert_issuer
  tls.cert_serial tls.cert_subject tls.certs tls.random tls.random_bytes tls.random_time tls.sni tls.store
  tls_cert_expired tls_cert_fingerprint tls_cert_issuer tls_cert_serial tls_cert_subject tls_cert_valid
  tls_sni tls_store to_lowercase to_md5 to_sha1 to_sha256 to_uppercase udp.hdr url_decode`;

const withDirection = `
  file.data file.magic file.name file_data http.accept http.accept_enc http.accept_lang http.connection
  http.content_len http.content_type http.location http.referer http.server http_accept http_accept_enc
  http_accept_lang http_connection http_content_len http_content_type http_referer`;

const withOptionalValue = "base64_decode fast_pattern filestore";

const withPlainValue = `
  ack app-layer-event asn1 bsize byte_extract byte_jump byte_math byte_test cip_service classtype config
  datarep dataset dce_iface dce_opnum dcerpc.iface dcerpc.opnum decode-event depth detection_filter
  dhcp.leasetime dhcp.rebinding_time dhcp.renewal_time distance dnp3.func dnp3.ind dnp3.obj dnp3_func dnp3_ind
  dnp3_obj dns.opcode dsize engine-event enip_command filemd5 filesha1 filesha256 filesize flags flow flow.age
  flowbits flowint flowvar fragbits fragoffset frame ftpdata_command geoip gid hostbits http2.errorcode
  http2.frametype http2.priority http2.settings http2.size_update http2.window icmp_id icmp_seq icmpv4-csum
  icmpv6-csum icmpv6.mtu icode id ike.chosen_sa_attribute ike.exchtype ike.key_exchange_payload_length
  ike.nonce_payload_length ipopts iprep ipv4-csum isdataat itype krb5.ticket_encryption krb5_err_code
  krb5_msg_type l3_proto lua luajit metadata modbus mqtt.connack.return_code mqtt.connack.session_present
  mqtt.connect.flags mqtt.flags mqtt.protocol_version mqtt.qos mqtt.reason_code mqtt.type nfq_set_mark
  nfs.version nfs_procedure nfs_version offset pktvar priority reference requires rev rfb.secresult rfb.sectype
  rpc seq sid snmp.pdu_type snmp.version ssl_state ssl_version stream-event stream_size tag target tcp.ack
  tcp.flags tcp.mss tcp.seq tcp.window tcpv4-csum tcpv6-csum template template2 threshold tls.cert_chain_len
  tls.version tls_cert_notafter tls_cert_notbefore ttl udpv4-csum udpv6-csum urilen window within xbits`;

const withQuotableValue =
  "app-layer-protocol fileext filename ip_proto pcre ssh.protoversion ssh.softwareversion tos";

const withQuotedValue = `
  content filemagic msg pcrexform replace tls.fingerprint tls.issuerdn tls.subject uricontent xor`;

const eightWithoutValue = `
  dns.additionals.rrname dns.answer.name dns.answers.rrname dns.authorities.rrname dns.queries.rrname
  dns.query.name dns.response.rrname domain email.cc email.date email.from email.message_id email.received
  email.subject email.to email.url email.x_mailer enip.product_name enip.service_name ftp.command
  ftp.command_data ftp.completion_code ftp.reply ldap.request.attribute_type ldap.request.dn
  ldap.responses.attribute_type ldap.responses.dn ldap.responses.message mdns.additionals.rrname
  mdns.answers.rrname mdns.authorities.rrname mdns.queries.rrname mdns.response.rrname
  mqtt.connect.protocol_string ntp.reference_id pgsql.query sdp.attribute sdp.bandwidth sdp.connection_data
  sdp.email sdp.encryption_key sdp.media.connection_data sdp.media.encryption_key sdp.media.media
  sdp.media.media_info sdp.origin sdp.phone_number sdp.repeat_time sdp.session_info sdp.session_name sdp.time
  sdp.timezone sdp.uri sip.content_length sip.content_type sip.from sip.to sip.user_agent sip.via smtp.helo
  smtp.mail_from smtp.rcpt_to tld tls.alpn tls.subjectaltname websocket.payload`;

const eightWithOptionalValue = "absent from_base64 gunzip zlib_deflate";

const eightWithPlainValue = `
  app-layer-state dns.rcode dns.rrtype enip.capabilities enip.cip_attribute enip.cip_class
  enip.cip_extendedstatus enip.cip_instance enip.cip_status enip.device_type enip.identity_status
  enip.product_code enip.protocol_version enip.revision enip.serial enip.state enip.status enip.vendor_id
  entropy flow.bytes flow.bytes_toclient flow.bytes_toserver flow.pkts flow.pkts_toclient flow.pkts_toserver
  ftp.dynamic_port ftp.mode ftp.reply_received ldap.request.operation ldap.responses.count
  ldap.responses.operation ldap.responses.result_code ntp.mode ntp.stratum ntp.version smb.version
  snmp.trap_type tcp.session tcp.wscale vlan.id vlan.layers websocket.flags websocket.mask websocket.opcode`;

const nineWithoutValue = `
  email.body_md5 ether.hdr igmp.hdr llmnr.additionals.rrname llmnr.answers.rrname llmnr.authorities.rrname
  llmnr.queries.rrname llmnr.response.rrname sctp.chunk_data sctp.hdr snmp.trap_address snmp.trap_oid`;

const nineWithPlainValue = `
  flow.elephant igmp-csum igmp.type sctp.chunk_cnt sctp.chunk_type sctp.vtag subslice`;

const negatable = new Set(
  "app-layer-protocol content fileext filemagic filename pcre replace tls.fingerprint tls.issuerdn tls.subject tos uricontent".split(
    " ",
  ),
);

const modifiers = new Set(
  `depth distance endswith fast_pattern http_client_body http_cookie http_header http_host http_method
  http_raw_header http_raw_host http_raw_uri http_server_body http_stat_code http_stat_msg http_uri
  http_user_agent nocase offset rawbytes startswith within`.split(/\s+/),
);

/** What Suricata 8 has dropped. */
const gone: ReadonlyMap<string, NonNullable<Keyword["until"]>> = new Map([
  ["luajit", { version: 8, instead: "lua" }],
  ["mqtt.connack.return_code", { version: 8, instead: "mqtt.reason_code" }],
  ["ssh.protoversion", { version: 8, instead: "ssh.proto" }],
  ["ssh.softwareversion", { version: 8, instead: "ssh.software" }],
]);

function table(
  names: string,
  value: Keyword["value"],
  quotes: Keyword["quotes"],
  since: Keyword["since"] = 7,
): [string, Keyword][] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => {
      const negation = negatable.has(name);
      const keyword = { name, value, quotes, negation, since, modifier: modifiers.has(name) };
      const until = gone.get(name);
      return [name, until ? { ...keyword, until } : keyword];
    });
}

/** Every keyword of Suricata 7, 8 and 9, by name. */
export const keywords: ReadonlyMap<string, Keyword> = new Map([
  ...table(withoutValue, "forbidden", "forbidden"),
  ...table(withDirection, "direction", "forbidden"),
  ...table(withOptionalValue, "optional", "forbidden"),
  ...table(withPlainValue, "required", "forbidden"),
  ...table(withQuotableValue, "required", "optional"),
  ...table(withQuotedValue, "required", "required"),
  ...table(eightWithoutValue, "forbidden", "forbidden", 8),
  ...table(eightWithOptionalValue, "optional", "forbidden", 8),
  ...table(eightWithPlainValue, "required", "forbidden", 8),
  ...table("luaxform", "required", "optional", 8),
  ...table(nineWithoutValue, "forbidden", "forbidden", 9),
  ...table(nineWithPlainValue, "required", "forbidden", 9),
]);
