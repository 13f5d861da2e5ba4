-- What reconcile requests appointments by: orders before their draw, and appointments that are not cancelled.

-- migrate:no-transaction
-- migrate:up
DROP INDEX CONCURRENTLY IF EXISTS lab_order_before_draw_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS lab_order_before_draw_index ON lab_order (changed_at)
  WHERE collection_method IN ('walk_in_test', 'at_home_phlebotomy')
    AND split_part(status, '.', -1) IN ('ordered', 'awaiting_registration', 'registered', 'testkit_registered',
      'requisition_created', 'requisition_bypassed', 'appointment_pending', 'appointment_scheduled', 'appointment_cancelled');
DROP INDEX CONCURRENTLY IF EXISTS lab_appointment_start_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS lab_appointment_start_index ON lab_appointment (start_at)
  WHERE updated_at IS NOT NULL AND status IS DISTINCT FROM 'cancelled';

-- migrate:down
DROP INDEX CONCURRENTLY IF EXISTS lab_appointment_start_index;
DROP INDEX CONCURRENTLY IF EXISTS lab_order_before_draw_index;
