import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

const AT_FIRST = 20;

/** @returns the first entries of a list, and a button that shows the others if there are any */
export function useShorter<T>(all: readonly T[]): readonly [readonly T[], VNode | null] {
  const [isWhole, setWhole] = useState(false);
  if (isWhole || all.length <= AT_FIRST) return [all, null];
  const button = (
    <button type="button" class="quiet small" onClick={() => setWhole(true)}>
      Show {all.length - AT_FIRST} older
    </button>
  );
  return [all.slice(0, AT_FIRST), button];
}
