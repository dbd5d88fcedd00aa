// Whether a spot lies in the country of the basemap.
import { readFileSync } from "node:fs";

export function insideHome() {
  const { home } = JSON.parse(readFileSync(new URL("../src/generated/basemap.json", import.meta.url), "utf8"));
  // Leaflet has latitude first.
  const rings = home.flat();
  return (longitude, latitude) => {
    let isInside = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [[yi, xi], [yj, xj]] = [ring[i], ring[j]];
        const crosses = yi > latitude !== yj > latitude;
        if (crosses && longitude < ((xj - xi) * (latitude - yi)) / (yj - yi) + xi) isInside = !isInside;
      }
    }
    return isInside;
  };
}
