"""What Boussole knows: reading sources, publishing editions, retrieving, answering."""
