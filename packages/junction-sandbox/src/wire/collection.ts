import type { serialization } from '@junction-api/sdk';
import { currentAppointment } from '../lab/appointment.js';
import { lowStatusOf } from '../lab/status.js';
import { lastEvent, type CollectionMethod, type Order } from '../lab/transaction.js';
import { sampleIdFor, uuidFor } from '../names.js';

/** The sample's number, which exists as soon as the laboratory has the requisition. */
export function sampleId(order: Order): string | null {
  const requested = hasBeen(order, 'requisition_created') || hasBeen(order, 'requisition_bypassed');
  return requested ? sampleIdFor(order.id) : null;
}

/** Mobile orders have an Advance Beneficiary Notice, so tests can use both values. */
export function hasAbn(method: CollectionMethod): boolean {
  return method === 'at_home_phlebotomy';
}

/** The `details` of an order: how its sample is collected. */
export function detailsBody(
  order: Order,
  method: CollectionMethod,
): serialization.ClientFacingOrderDetails.Raw {
  const data = {
    id: uuidFor(order.id, 'details'),
    created_at: order.events[0].createdAt,
    updated_at: lastEvent(order).createdAt,
  };
  switch (method) {
    case 'walk_in_test':
    case 'at_home_phlebotomy':
      return {
        type: method,
        data: { ...data, appointment_id: currentAppointment(order)?.id ?? null },
      };
    case 'testkit':
      return { type: method, data: { ...data, shipment: shipment(order) } };
    case 'on_site_collection':
      return { type: method, data };
  }
}

function shipment(order: Order): serialization.ClientFacingShipment.Raw | null {
  if (!hasBeen(order, 'transit_customer')) return null;
  const number = sampleIdFor(order.id).slice(1);
  return {
    id: uuidFor(order.id, 'shipment'),
    outbound_tracking_number: `TEST-OUT-${number}`,
    outbound_tracking_url: `https://example.com/parcels/TEST-OUT-${number}`,
    inbound_tracking_number: `TEST-IN-${number}`,
    inbound_tracking_url: `https://example.com/parcels/TEST-IN-${number}`,
    outbound_courier: 'usps',
    inbound_courier: 'usps',
    notes: null,
  };
}

function hasBeen(order: Order, lowStatus: string): boolean {
  return order.events.some((event) => lowStatusOf(event.status) === lowStatus);
}
