@orders
Feature: The books of a purchase balance

  @LO14 @LO16 @OM08 @PR02
  Scenario: A discounted purchase of several balances from the cart to the charge
    Given I have 3 of a product with odd cents in my cart
    When I apply a live code
    And I choose to pay with a good card
    And I place my order
    Then the books of my purchase should balance

  @LO15 @LO17 @OM01
  Scenario: A purchase at a reduced tax rate balances from the cart to the charge
    Given I have 7 of a product with reduced tax in my cart
    When I choose to pay with a good card
    And I place my order
    Then the books of my purchase should balance

  @PR27 @PR28 @SH11
  Scenario: A purchase above the free-delivery threshold balances under the declared policy
    Given my cart reaches the free-delivery threshold of standard delivery
    When I choose to pay with a good card
    And I place my order
    Then the books of my purchase should balance

  @PR27 @PR28
  Scenario: A discount that falls below the free-delivery threshold is counted as the store declares
    Given my cart reaches the free-delivery threshold of standard delivery only without a live code
    When I apply a live code
    And I choose to pay with a good card
    And I place my order
    Then the books of my purchase should balance
