import { Badge, Panel, titleOf } from '@order-transactions/console-kit';
import type { ComponentChildren } from 'preact';
import type { OrderCardFragment, ParcelFragment } from '../generated/graphql.js';
import { webAddress } from '../logic/links.js';
import { appointmentTimeOf, calendarDayOf } from '../logic/moments.js';
import { nameOfOrigin, toneOfOrder } from '../logic/words.js';
import { Id } from '../id.js';

/** A card for each order: test, sample, appointments, parcels. */
export function OrderCards({ orders }: { readonly orders: readonly OrderCardFragment[] }) {
  return (
    <Panel title="Orders">
      <div class="cards">
        {orders.map((order) => (
          <OrderCard key={order.id} order={order} />
        ))}
      </div>
    </Panel>
  );
}

function OrderCard({ order }: { readonly order: OrderCardFragment }) {
  const { id, origin, status, lab, collectionMethod, sampleId, expectedResultBy } = order;
  return (
    <article class="card" aria-label={nameOfOrigin(origin)}>
      <div class="panel-head">
        <h3>{nameOfOrigin(origin)}</h3>
        <Badge tone={toneOfOrder(status)}>{titleOf(status)}</Badge>
      </div>
      <Id value={id} of="order" />
      <dl class="properties">
        <Fact name="Laboratory">{lab}</Fact>
        <Fact name="Collection">{collectionMethod && titleOf(collectionMethod)}</Fact>
        <Fact name="Sample">{sampleId}</Fact>
        <Fact name="Expected by">{expectedResultBy && calendarDayOf(expectedResultBy)}</Fact>
        <Fact name="Notes">{notesOf(order)}</Fact>
        <Fact name="Biomarkers">{order.markers?.map(({ name }) => name).join(', ')}</Fact>
        {order.appointments.map((appointment) => (
          <Fact key={appointment.id} name="Appointment">
            <Appointment appointment={appointment} />
          </Fact>
        ))}
        <Fact name="Kit to the patient">{parcelOf(order.kitShipment?.outbound)}</Fact>
        <Fact name="Kit to the lab">{parcelOf(order.kitShipment?.inbound)}</Fact>
      </dl>
    </article>
  );
}

/** A labelled value, shown only when it exists. */
function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children?: ComponentChildren;
}) {
  if (children == null || children === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function notesOf({
  isFastingRequired,
  isPriority,
  hasMissingResults,
  isCritical,
}: OrderCardFragment) {
  return [
    isFastingRequired && 'fasting required',
    isPriority && 'priority',
    hasMissingResults && 'results are missing',
    isCritical && 'critical result',
  ]
    .filter(Boolean)
    .join(', ');
}

function Appointment({
  appointment,
}: {
  readonly appointment: OrderCardFragment['appointments'][number];
}) {
  const { status, provider, startAt, timeZone, confirmationCode, siteAddress } = appointment;
  const site = siteAddress && [siteAddress.firstLine, siteAddress.city, siteAddress.state];
  return (
    <>
      {titleOf(status)}
      {startAt !== null && `, ${appointmentTimeOf(startAt, timeZone)}`}
      {timeZone !== null && ` (${timeZone})`}
      {`, ${titleOf(provider)}`}
      {site && `, ${site.filter(Boolean).join(', ')}`}
      {confirmationCode !== null && `, code ${confirmationCode}`}
    </>
  );
}

function parcelOf(parcel: ParcelFragment | null | undefined) {
  if (parcel == null) return null;
  const text = [parcel.courier, parcel.trackingNumber].filter(Boolean).join(' ');
  const address = webAddress(parcel.trackingUrl);
  if (address === null) return text;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {text || 'Track'}
    </a>
  );
}
