"""How satisfaction surveys are planned and counted: rules and questionnaires as data, arithmetic without a database."""
