"""What store, exchange, sheets and media share: durable files, keys, resources, clocks."""
