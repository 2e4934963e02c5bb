"""What works print in the layout of Decree 30/2020/NĐ-CP, a module for each document."""
