"""The steps from every released schema to the present one; ``store.schema`` runs them."""
