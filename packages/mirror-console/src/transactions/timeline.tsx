import { Panel, titleOf } from '@order-transactions/console-kit';
import type { OrderOrigin } from '../generated/graphql.js';
import { toTimeline, type TimelineDay, type TimelineEvent } from '../logic/timeline.js';
import { nameOfOrigin } from '../logic/words.js';

interface LaneOrder {
  readonly id: string;
  readonly origin: OrderOrigin | null;
}

/** Every event of every order on one time axis, with a lane for each order. */
export function Timeline({
  events,
  orders,
}: {
  readonly events: readonly TimelineEvent[];
  readonly orders: readonly LaneOrder[];
}) {
  const days = toTimeline(
    events,
    orders.map(({ id }) => id),
  );
  const lanes = orders.map(({ origin }) => nameOfOrigin(origin));
  const latest = events.at(-1);
  return (
    <Panel title="Timeline">
      <p class="muted" role="status">
        {latest === undefined
          ? 'No events yet.'
          : `${events.length} ${events.length === 1 ? 'event' : 'events'}, the latest: ${titleOf(latest.status).toLowerCase()}`}
      </p>
      <div class="timeline" style={{ '--lanes': Math.max(1, lanes.length) }}>
        <div class="lane-heads" aria-hidden="true">
          <span />
          {orders.map(({ id }, lane) => (
            <span key={id} class={`lane-head lane-${lane}`}>
              {lanes[lane]}
            </span>
          ))}
        </div>
        {days.map((day) => (
          <Day key={day.key} day={day} lanes={lanes} />
        ))}
      </div>
    </Panel>
  );
}

function Day({ day, lanes }: { readonly day: TimelineDay; readonly lanes: readonly string[] }) {
  return (
    <section aria-label={day.label}>
      {day.quietDays > 0 && (
        <p class="quiet-days muted">
          {day.quietDays} {day.quietDays === 1 ? 'day' : 'days'} without an event
        </p>
      )}
      <h3 class="day">{day.label}</h3>
      <ol>
        {day.rows.map(({ key, lane, iso, clock, title, detail, rawStatus, tone }) => (
          <li key={key} class="event-row">
            <time dateTime={iso} title={new Date(iso).toLocaleString()}>
              {clock}
            </time>
            <span
              class={`event lane-${lane} ${tone}`}
              style={{ gridColumn: lane + 2 }}
              title={rawStatus}
            >
              <span class="visually-hidden">{lanes[lane] ?? 'Order'}: </span>
              {title}
              {detail !== null && <small> {detail}</small>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
