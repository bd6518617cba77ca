"""目録: products and services: approval, price by date, who may have them, where, and under which system."""
