import { expect, test } from "vitest";
import { decodeAreas, faceOf, OUTSIDE } from "../src/mesh.ts";
import { lattice, latticeBytes, madeAreas } from "./made.ts";

test("what the server encodes is what the page reads", () => {
  const data = madeAreas();
  expect(data.mesh.faces).toBe(100 * 92);
  expect(data.labels[0]).toEqual({ status: "unknown", holders: [], against: [] });
  expect([...data.mesh.left].every((face) => face >= OUTSIDE && face < data.mesh.faces)).toBe(true);
  expect([...data.changes.day].every((day, i, all) => i === 0 || all[i - 1] <= day)).toBe(true);
  expect([...data.facePlace].filter((place) => place >= 0).length).toBe(data.places.length);
});

test("around every face there is a ring that closes", () => {
  const { mesh } = lattice(20, 20, []);
  for (let half = 0; half < 2 * mesh.arcs; half++) {
    const face = faceOf(mesh, half);
    let at = half;
    let steps = 0;
    do {
      at = mesh.next[at];
      if (faceOf(mesh, at) !== face) throw new Error(`half-edge ${at} has another face than ${half}`);
    } while (at !== half && ++steps < 2 * mesh.arcs);
    if (face !== OUTSIDE && steps !== 3) throw new Error(`the ring from ${half} has ${steps + 1} half-edges`);
  }
});

test("a file that is cut short or names what is not there says so", () => {
  const whole = latticeBytes(3, 3, [[120, 4, 1, 0]]);
  const cut = (length: number) => whole.slice(0, length).buffer as ArrayBuffer;
  expect(() => decodeAreas(cut(whole.length - 16))).toThrow("runs past the end");
  expect(() => decodeAreas(cut(200))).toThrow("runs past the end");
  expect(() => decodeAreas(cut(4))).toThrow("KHARITA1");
  expect(() => lattice(3, 3, [[120, 9, 1, 0]])).toThrow("name 9");
  expect(() => lattice(3, 3, [[120, 4, 77, 0]])).toThrow("name 77");
});

test("no bytes, however broken, do worse than an error", () => {
  const whole = latticeBytes(4, 4, [[120, 4, 1, 0]]);
  for (let at = 0; at < whole.length; at += 3) {
    const broken = whole.slice();
    broken[at] ^= 0x55;
    try {
      decodeAreas(broken.buffer as ArrayBuffer);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  }
});
