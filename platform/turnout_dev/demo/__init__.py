"""The product's main job, played from outside: programme, rush, payments, mails, door, refund."""
