import type { Viewer } from '../../access/viewer.js';

/** Those who may see the same, and what they ask for: the place of each id among all that are wanted. */
interface Sight {
  readonly number: number;
  readonly places: Map<string, number>;
}

/** All that is asked at a time: each id once for those who may see the same. */
export class Wanted<Row> {
  readonly viewers: Viewer[] = [];
  readonly ids: string[] = [];
  /** The number of the sight, from 1, in which the id at the same place is wanted. */
  readonly sightNumbers: number[] = [];
  /** What was found for the id at the same place. */
  readonly rows: Row[][] = [];
  private readonly sights = new Map<string, Sight>();

  /** The place of each of these ids, from 0. */
  placesOf(viewer: Viewer, ids: readonly string[]): number[] {
    const sight = this.sightOf(viewer);
    return ids.map((id) => sight.places.get(id) ?? this.placeFor(id, sight));
  }

  private sightOf(viewer: Viewer): Sight {
    const key = sightKey(viewer);
    const known = this.sights.get(key);
    if (known) return known;
    const sight: Sight = { number: this.viewers.push(viewer), places: new Map() };
    this.sights.set(key, sight);
    return sight;
  }

  private placeFor(id: string, { number, places }: Sight): number {
    const place = this.ids.push(id) - 1;
    places.set(id, place);
    this.sightNumbers.push(number);
    this.rows.push([]);
    return place;
  }
}

/** The same for those who may see the same. */
export function sightKey({ seesAll, userId }: Viewer): string {
  return JSON.stringify(seesAll ? null : [userId]);
}
