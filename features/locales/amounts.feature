@locales
Feature: Amounts are written and read the way of the locale

  @LO07
  Scenario: A price above one thousand is written the way of another locale
    Given I shop in another locale
    And I have an expensive product in my cart
    When I open my cart
    Then my total should be written the way of my locale

  @LO07
  Scenario: A price above one thousand is written the way of the store's own locale
    Given I have an expensive product in my cart
    When I open my cart
    Then my total should be written the way of my locale

  @LO10 @LO14
  Scenario: Another locale changes nothing about what is charged
    Given I shop in another locale
    And I have a product with odd cents in my cart
    When I choose to pay with a good card
    And I place my order
    Then the same total should appear on the confirmation, the order and the charge
