/** What stands before each separator, and what is behind the last one if there is something; without a separator all in one. */
export async function* splitBytes(
  body: AsyncIterable<Uint8Array>,
  separator: Uint8Array,
): AsyncGenerator<readonly Buffer[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of body) {
    rest = Buffer.concat([rest, chunk]);
    const parts: Buffer[] = [];
    let start = 0;
    for (let end = find(rest, separator, 0); end !== -1; end = find(rest, separator, start)) {
      parts.push(rest.subarray(start, end));
      start = end + separator.length;
    }
    rest = rest.subarray(start);
    if (parts.length > 0) yield parts;
  }
  if (rest.length > 0) yield [rest];
}

const find = (bytes: Buffer, separator: Uint8Array, from: number): number =>
  separator.length === 0 ? -1 : bytes.indexOf(separator, from);
