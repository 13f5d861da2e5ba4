import type { RedrawScreenQuery } from '../generated/graphql.js';
import { element, externalLink, section } from './dom.js';

export type Test = NonNullable<RedrawScreenQuery['orderTransaction']>;
export type ScreenOrder = Test['orders'][number];
type Site = NonNullable<ScreenOrder['collectionSites']>[number];
type Address = NonNullable<Site['address']>;

/** Where to go: the sites to walk in to. */
export function placeSection(order: ScreenOrder, areSitesUnavailable: boolean): Node | null {
  return section('place', 'When and where', sitesList(order, areSitesUnavailable));
}

function sitesList({ collectionSites: sites }: ScreenOrder, areUnavailable: boolean): Node | null {
  if (areUnavailable) {
    return element(
      'p',
      { class: 'note' },
      'The collection sites cannot be shown right now. Try again later.',
    );
  }
  if (!sites) return null;
  if (sites.length === 0) return element('p', {}, 'There is no collection site within 25 miles.');
  return element(
    'div',
    {},
    element('h3', {}, 'Collection sites near you'),
    element('ul', { class: 'sites' }, ...sites.map(siteItem)),
  );
}

function siteItem(site: Site): Node {
  const { name, address, phoneNumber, website, distanceMiles, canBookThroughJunction } = site;
  return element(
    'li',
    {},
    element('strong', {}, name),
    distanceMiles === null ? null : ` · ${distanceMiles} miles`,
    address && element('span', { class: 'line' }, addressText(address)),
    element(
      'span',
      { class: 'line' },
      canBookThroughJunction
        ? 'Book with us, or walk in.'
        : 'Walk in, or book with the laboratory.',
    ),
    element(
      'span',
      { class: 'line links' },
      phoneNumber === null
        ? null
        : element('a', { href: `tel:${phoneNumber}`, 'aria-label': `Call ${name}` }, phoneNumber),
      website === null ? null : externalLink(website, `Website of ${name}`),
    ),
  );
}

function addressText({ firstLine, secondLine, city, state, postalCode }: Address): string {
  const region = [state, postalCode].filter(Boolean).join(' ');
  return [firstLine, secondLine, city, region].filter(Boolean).join(', ');
}
