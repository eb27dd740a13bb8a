import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { PerimeterError } from "./errors";
import { notFrom } from "./wording";

interface Response {
  headers: Record<string, string | string[] | undefined>;
  body: Readable;
}

/** What an answer may hold, unpacked; the longest real ones are lists of some tens of megabytes. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The text of an answer, read as it comes and no further than `mostBytes`: what has no end would fill the memory.
 * @throws `vendor` with the code `PERIMETER_ANSWER_TOO_LONG`
 */
export async function bodyText({ headers, body }: Response): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of unpacked(body, headers["content-encoding"])) {
    bytes += (chunk as Buffer).length;
    if (bytes > mostBytes) {
      // Left in the middle, the connection can't be used again.
      body.destroy();
      throw tooLong();
    }
    chunks.push(chunk as Buffer);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Nobody asks for packed answers, but some gateways pack them all the same. */
function unpacked(body: Readable, encoding: string | string[] | undefined): Readable {
  const unpack = [encoding].flat()[0]?.trim().toLowerCase() ?? "";
  const make = {
    gzip: createGunzip,
    "x-gzip": createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }[unpack];
  return make ? pipeline(body, make(), () => undefined) : body;
}

function tooLong(): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_ANSWER_TOO_LONG",
    message: `the answer is longer than ${mostBytes / 1024 / 1024} MB, so it was not read to its end`,
    outcomeUnknown: true,
    retryable: false,
    advice: notFrom("the appliance"),
  });
}
