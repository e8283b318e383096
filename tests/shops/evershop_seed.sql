-- What the owner of an EverShop sets up after its own sample data: a name, ways of delivery, cash on delivery, a code,
-- a product that is sold out, and a start page with a menu and some products.
insert into setting (name, value) values ('storeName', 'Harbour Goods'), ('codPaymentStatus', '1');
insert into shipping_zone (name) values ('Everywhere');
insert into shipping_zone_country (zone_id, country) select 1, unnest(array['US', 'DE', 'GB', 'FR']);
insert into shipping_zone_provider (zone_id, provider_code) values (1, 'core');
insert into core_shipping_method (name, sort_order) values ('Standard delivery', 1), ('Express courier', 2);
insert into core_shipping_method_rate (method_id, zone_id, cost) values (1, 1, 5), (2, 1, 15);
insert into coupon (description, discount_amount, discount_type, coupon, condition)
  values ('Ten', 10, 'percentage_discount_to_entire_order', 'TEN',
          '{"order_total": "", "order_qty": "", "required_products": []}');
update product_inventory set qty = 0, stock_availability = false
  where product_inventory_product_id in (select product_id from product where sku like 'VASE-%');
insert into widget_instance (name, type, settings, status) values
  ('Menu', 'basic_menu', '{"isMain": true, "className": "", "menus": [{"id": "a", "name": "Accessories", "type": "custom",
    "url": "/accessories", "uuid": "/accessories", "children": []}]}', true),
  ('Featured', 'collection_products', '{"collection": "homepage", "count": 4, "countPerRow": 4}', true);
insert into widget_placement (widget_instance_id, route, area, sort_order)
  values (1, 'all', 'headerMiddleLeft', 1), (2, 'homepage', 'content', 10);
