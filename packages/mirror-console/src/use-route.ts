import { useEffect, useState } from 'preact/hooks';
import { readRoute, writeRoute, type Route } from './logic/route.js';

/** The page that the address names. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const update = () => setHash(location.hash);
    addEventListener('hashchange', update);
    return () => removeEventListener('hashchange', update);
  }, []);
  return readRoute(hash);
}

export function navigate(route: Route): void {
  location.hash = writeRoute(route);
}
