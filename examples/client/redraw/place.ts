import type { PatientAction, RedrawScreenQuery } from '../generated/graphql.js';
import { element, externalLink, section } from './dom.js';
import { momentText } from './words.js';

export type Test = NonNullable<RedrawScreenQuery['orderTransaction']>;
export type ScreenOrder = Test['orders'][number];
type Site = NonNullable<ScreenOrder['collectionSites']>[number];
type Address = NonNullable<Site['address']>;
type Parcel = NonNullable<NonNullable<ScreenOrder['kitShipment']>['outbound']>;

/** While the patient's action is one of these, the sample is not collected yet. */
const BEFORE_SAMPLE: ReadonlySet<PatientAction> = new Set([
  'REGISTER_KIT',
  'RETURN_SAMPLE',
  'BOOK_APPOINTMENT',
  'KEEP_APPOINTMENT',
  'VISIT_COLLECTION_SITE',
  'RETURN_FOR_REDRAW',
]);

/**
 * When and where the sample is collected: the appointment, the requisition form, the parcel of a kit, or the walk-in
 * sites.
 */
export function placeSection(
  order: ScreenOrder,
  action: PatientAction,
  areSitesUnavailable: boolean,
): Node | null {
  const { isFastingRequired, requisitionPdf, kitShipment } = order;
  // The sample of an order with a redraw is already drawn, so it needs no form. The redraw's own order has the next
  // form.
  const isBeforeSample = BEFORE_SAMPLE.has(action) && order.status !== 'REDRAW_AVAILABLE';
  return section(
    'place',
    'When and where',
    isBeforeSample && appointmentText(order),
    isBeforeSample &&
      isFastingRequired === true &&
      element('p', { class: 'note' }, '! Do not eat before the sample is taken.'),
    isBeforeSample &&
      requisitionPdf &&
      element('p', {}, externalLink(requisitionPdf.url, 'Open your form (PDF)')),
    parcelText('Parcel to you', kitShipment?.outbound ?? null),
    parcelText('Parcel to the laboratory', kitShipment?.inbound ?? null),
    sitesList(order, areSitesUnavailable),
  );
}

function appointmentText({ appointment }: ScreenOrder): Node | null {
  if (!appointment) return null;
  const { startAt, timeZone, siteAddress, confirmationCode } = appointment;
  return element(
    'p',
    { class: 'appointment' },
    element(
      'strong',
      {},
      startAt ? momentText(startAt, timeZone) : 'Your appointment has no time yet',
    ),
    siteAddress ? ` · ${addressText(siteAddress)}` : null,
    confirmationCode ? ` · Confirmation ${confirmationCode}` : null,
  );
}

function parcelText(title: string, parcel: Parcel | null): Node | null {
  if (parcel === null) return null;
  const { trackingNumber, trackingUrl, courier } = parcel;
  const name = [courier?.toUpperCase(), trackingNumber].filter(Boolean).join(' ');
  const text = name === '' ? 'Track the parcel' : name;
  return element(
    'p',
    {},
    `${title}: `,
    trackingUrl ? externalLink(trackingUrl, text) : element('span', {}, text),
  );
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
