"""Support schemes and the grants made under them."""
