"""The addresses of lots, of the stamps that producers hold, and of the mass balance."""

from django.urls import path

from openntm.produce.views import balance, lot_acts, lots, stock

HERE = "<str:code>/<str:day>/produce/"
LOT = HERE + "lots/<int:pk>/"
STOCK = HERE + "stock/<int:pk>/"

urlpatterns = [
    path(HERE + "lots/", lots.lots, name="lots"),
    path(HERE + "lots/open/", lots.lot_open, name="lot_open"),
    path(LOT, lots.lot, name="lot"),
    path(LOT + "fill/", lot_acts.lot_fill, name="lot_fill"),
    path(LOT + "harvests/<int:harvest>/", lot_acts.lot_empty, name="lot_empty"),
    path(LOT + "pack/", lot_acts.lot_pack, name="lot_pack"),
    path(LOT + "release/", lot_acts.lot_release, name="lot_release"),
    path(LOT + "close/", lot_acts.lot_close, name="lot_close"),
    path(LOT + "override/", lot_acts.lot_override, name="lot_override"),
    path(LOT + "activate/", lot_acts.lot_activate, name="lot_activate"),
    path(HERE + "stock/", stock.stocks, name="stocks"),
    path(STOCK, stock.stock, name="stock"),
    path(STOCK + "allot/", stock.stock_allot, name="stock_allot"),
    path(STOCK + "end/", stock.stock_end, name="stock_end"),
    path(STOCK + "reprint/", stock.stock_reprint, name="stock_reprint"),
    path(HERE + "balance/", balance.balance, name="balance"),
]
