from payung.office.treasury.actions.loading import load_register, save_profile
from payung.office.treasury.actions.recording import record_orders

__all__ = ["load_register", "record_orders", "save_profile"]
