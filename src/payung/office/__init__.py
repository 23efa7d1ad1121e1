"""The multi-user application that keeps records; it calls the engines and never repeats their rules."""
