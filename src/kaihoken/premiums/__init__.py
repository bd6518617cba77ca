"""保険料: what a payroll office asks: premiums, standard remuneration, continuation, the municipal levy."""
