// The nearest place with a name, for events whose own place name has not been fetched.

export interface NamedPlace {
  name: string;
  name_ar: string;
  longitude: number;
  latitude: number;
}

const KM_PER_DEGREE = 111.2;

/** Nearest of `places` on a plane tangent at the point: good to a percent within a hundred kilometers. */
export function nearestPlace(
  places: NamedPlace[],
  longitude: number,
  latitude: number,
): { place: NamedPlace | null; kilometers: number } {
  const shrink = Math.cos((latitude * Math.PI) / 180);
  let place: NamedPlace | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const candidate of places) {
    const dx = (candidate.longitude - longitude) * shrink;
    const dy = candidate.latitude - latitude;
    const distance = dx * dx + dy * dy;
    if (distance < nearest) {
      nearest = distance;
      place = candidate;
    }
  }
  return { place, kilometers: Math.sqrt(nearest) * KM_PER_DEGREE };
}
