// Made-up areas of control: a lattice of jittered squares whose faces follow places, in the shape of `/columns/control`.
const KM_PER_DEGREE = 111.195;
const QUANTA = 65_535;
/** Share of wrong faces by r: distance to the winner's place over distance to the nearest other's. */
export const DOUBTS = [
  { from: 0, to: 0.4, wrong: 0.04 },
  { from: 0.4, to: 0.5, wrong: 0.08 },
  { from: 0.5, to: 0.6, wrong: 0.14 },
  { from: 0.6, to: 0.8, wrong: 0.3 },
  { from: 0.8, to: 1, wrong: 0.46 },
];

/** A lattice over a box; faces whose middle `isInside` refuses are left out. Nodes inside are jittered. */
export function makeLattice({ bbox, columns, rows, random, isInside = () => true }) {
  const [west, south, east, north] = bbox;
  const at = (i, j) => [west + ((east - west) * i) / columns, south + ((north - south) * j) / rows];
  const faceAt = new Map();
  const middles = [];
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const [x, y] = at(i + 0.5, j + 0.5);
      if (!isInside(x, y)) continue;
      faceAt.set(j * columns + i, middles.length);
      middles.push([x, y]);
    }
  }
  const face = (i, j) => (i < 0 || j < 0 || i >= columns || j >= rows ? -1 : (faceAt.get(j * columns + i) ?? -1));
  const scale = [(east - west) / QUANTA, (north - south) / QUANTA];
  const quantized = ([x, y]) => [Math.round((x - west) / scale[0]), Math.round((y - south) / scale[1])];
  const nodeOf = new Map();
  const nodes = [];
  const node = (i, j) => {
    const key = j * (columns + 1) + i;
    if (!nodeOf.has(key)) {
      const shift = () => (random() - 0.5) * 0.7;
      const isEdge = i === 0 || j === 0 || i === columns || j === rows;
      nodeOf.set(key, nodes.length);
      nodes.push(quantized(isEdge ? at(i, j) : at(i + shift(), j + shift())));
    }
    return nodeOf.get(key);
  };
  const arcs = [];
  for (let j = 0; j <= rows; j++) {
    for (let i = 0; i <= columns; i++) {
      // Eastward: the face to the north is on the left. Northward: the face to the west is.
      const [north, south, west] = [face(i, j), face(i, j - 1), face(i - 1, j)];
      if (i < columns && (north >= 0 || south >= 0)) arcs.push([node(i, j), node(i + 1, j), north, south]);
      if (j < rows && (west >= 0 || north >= 0)) arcs.push([node(i, j), node(i, j + 1), west, north]);
    }
  }
  const height = ((north - south) / rows) * KM_PER_DEGREE;
  const width = (y) => ((east - west) / columns) * KM_PER_DEGREE * Math.cos((y * Math.PI) / 180);
  const area = middles.map(([, y]) => height * width(y));
  return { nodes, arcs, middles, area, transform: { scale, translate: [west, south] } };
}

/** For each face the nearest place, the nearest of each other place further off, and the distances in km. */
export function nearestPlaces(middles, places, count) {
  return middles.map(([x, y]) => {
    const shrink = Math.cos((y * Math.PI) / 180);
    const all = places.map((p, i) => [Math.hypot((p.longitude - x) * shrink, p.latitude - y) * KM_PER_DEGREE, i]);
    return all.sort((a, b) => a[0] - b[0]).slice(0, count);
  });
}

/**
 * Changes of faces that follow what is known of places: `stateOf(place, day)` answers `{ status, holders, against }`,
 * `days` are those on which some place changes. Beyond `reach` km from every place a face is unknown.
 */
export function followPlaces({ middles, places, days, stateOf, reach }) {
  const near = nearestPlaces(middles, places, 8);
  const labels = [{ status: "unknown", holders: [], against: [] }];
  const numbers = new Map([[JSON.stringify(labels[0]), 0]]);
  const numberOf = (label) => {
    const key = JSON.stringify(label);
    if (!numbers.has(key)) {
      numbers.set(key, labels.length);
      labels.push(label);
    }
    return numbers.get(key);
  };
  const now = middles.map(() => [0, 0]);
  const changes = [];
  for (const day of days) {
    const states = places.map((place) => stateOf(place, day));
    const number = states.map(numberOf);
    near.forEach((places, face) => {
      const [distance, first] = places[0];
      const isFar = distance > reach || states[first].status === "unknown";
      const label = isFar ? 0 : number[first];
      const holder = states[first].holders[0];
      const rival = places.find(([, i]) => states[i].holders[0] !== holder);
      const r = isFar || !rival ? 0 : distance / rival[0];
      const doubt = DOUBTS.findIndex(({ to }) => r <= to);
      if (now[face][0] === label && now[face][1] === doubt) return;
      now[face] = [label, doubt];
      changes.push([day, face, label, doubt]);
    });
  }
  return { labels, changes, near };
}

/** The binary of `/columns/control`. */
export function encodeAreas({ lattice, facePlace, places, population, labels, changes, hostile, firstDay, lastDay }) {
  const { nodes, arcs, area, transform } = lattice;
  const arc = new Writer();
  let from = 0;
  let left = 0;
  for (const [a, b, l, r] of arcs) {
    arc.signed(a - from);
    arc.signed(b - a);
    arc.signed(l - left);
    arc.signed(r - l);
    // The outer border has a point of its own in the middle of each arc, a little aside.
    if (l < 0 || r < 0) {
      const [[ax, ay], [bx, by]] = [nodes[a], nodes[b]];
      arc.unsigned(1);
      arc.signed(Math.round((bx - ax) / 2));
      arc.signed(Math.round((by - ay) / 2));
    } else arc.unsigned(0);
    from = a;
    left = l;
  }
  const change = new Writer();
  let day = firstDay;
  let face = 0;
  for (const [d, f, label, doubt] of changes) {
    change.unsigned(d - day);
    change.signed(f - face);
    change.unsigned(label);
    change.unsigned(doubt);
    day = d;
    face = f;
  }
  const place = new Writer();
  for (const p of facePlace) place.unsigned(p + 1);
  return encodeBlock(
    {
      transform,
      nodes: nodes.length,
      arcs: arcs.length,
      faces: area.length,
      changes: changes.length,
      labels,
      places,
      hostile,
      doubts: DOUBTS,
      estimator: { name: "nearest-place", reach_km: 60, stale_days: 1_000 },
      first_day: firstDay,
      last_day: lastDay,
    },
    [
      ["node_x", "u16", Uint16Array.from(nodes, (n) => n[0])],
      ["node_y", "u16", Uint16Array.from(nodes, (n) => n[1])],
      ["arc", "u8", arc.bytes()],
      ["face_area", "f32", Float32Array.from(area)],
      ["face_place", "u8", place.bytes()],
      ["place_population", "u32", Uint32Array.from(population)],
      ["change", "u8", change.bytes()],
    ],
  );
}

class Writer {
  out = [];

  unsigned(value) {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.out.push((rest % 128) | 128);
    this.out.push(rest);
  }

  signed(value) {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  bytes() {
    return Uint8Array.from(this.out);
  }
}

/** Columns in the server's container: `[name, type, typed array]` each. */
export function encodeBlock(header, arrays) {
  const align = (n) => (n + 7) & ~7;
  const text = new TextEncoder();
  const layout = (start) => {
    let offset = start;
    const columns = arrays.map(([name, type, { byteLength }]) => {
      const column = { name, type, offset, length: byteLength };
      offset = align(offset + byteLength);
      return column;
    });
    return JSON.stringify({ ...header, columns });
  };
  const length = align(16 + layout(1e9).length) - 16;
  const head = text.encode(layout(16 + length).padEnd(length));
  const { columns } = JSON.parse(new TextDecoder().decode(head));
  const last = columns[columns.length - 1];
  const out = new Uint8Array(align(last.offset + last.length));
  out.set(text.encode("KHARITA1"));
  new DataView(out.buffer).setUint32(8, head.length, true);
  out.set(head, 16);
  arrays.forEach(([, , array], i) => {
    out.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), columns[i].offset);
  });
  return out;
}
