"""世帯: what goes in and comes out: people, covers, certificates, bills, payments; reading cases."""
