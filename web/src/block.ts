// The container in which the server sends columns: a magic, a JSON header, and columns that each begin at a multiple of
// eight; and the numbers of changing length that some columns are made of.
const MAGIC = "KHARITA1";

interface Column {
  name: string;
  type: string;
  offset: number;
  length: number;
}

interface ArrayOf<T> {
  new (buffer: ArrayBuffer, offset: number, length: number): T;
  BYTES_PER_ELEMENT: number;
}

export interface Block<Header> {
  header: Header;
  /** A column's bytes as they are. */
  bytes(name: string): Uint8Array;
  /** The first `count` numbers of a column. */
  view<T>(name: string, type: ArrayOf<T>, count: number): T;
}

/** Reads a block. Throws with the column's name when it is not what it says it is; `what` names it in messages. */
export function readBlock<Header extends { columns: Column[] }>(buffer: ArrayBuffer, what: string): Block<Header> {
  const text = new TextDecoder();
  if (buffer.byteLength < 16 || text.decode(new Uint8Array(buffer, 0, 8)) !== MAGIC) {
    throw new Error(`the server's ${what} do not start with ${MAGIC}`);
  }
  const length = new DataView(buffer).getUint32(8, true);
  if (16 + length > buffer.byteLength) throw new Error(`the header of the server's ${what} runs past the end`);
  const header = JSON.parse(text.decode(new Uint8Array(buffer, 16, length))) as Header;
  const find = (name: string) => {
    const column = header.columns.find((c) => c.name === name);
    if (!column) throw new Error(`the server's ${what} lack ${name}`);
    if (column.offset + column.length > buffer.byteLength) throw new Error(`column ${name} runs past the end`);
    return column;
  };
  return {
    header,
    bytes(name) {
      const column = find(name);
      return new Uint8Array(buffer, column.offset, column.length);
    },
    view(name, type, count) {
      const column = find(name);
      if (column.length < count * type.BYTES_PER_ELEMENT) throw new Error(`column ${name} is shorter than its rows`);
      return new type(buffer, column.offset, count);
    },
  };
}

/** Reads LEB128 numbers one after the other. */
export class Varints {
  private readonly bytes: Uint8Array;
  private readonly name: string;
  private at = 0;

  constructor(bytes: Uint8Array, name: string) {
    this.bytes = bytes;
    this.name = name;
  }

  unsigned(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (this.at >= this.bytes.length) break;
      const byte = this.bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new Error(`column ${this.name} ends within a number, or has one that is too large`);
  }

  /** A number with a sign, zigzag. */
  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
