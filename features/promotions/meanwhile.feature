@promotions
Feature: A code that ends or is withdrawn during the checkout stops the order and is told

  @PR06 @PR08
  Scenario: A code that ends between entering and ordering is told before the order is taken
    Given a live code ends 2 hours from now
    And I have a product in stock in my cart
    When I apply a live code
    And I choose to pay with a good card
    And I am ready to place my order
    And the store's clock reads 1 minute after a live code ends
    And I try to place my order
    Then my order should not be placed
    And exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that the code no longer holds
    And I should be asked to confirm the new total
    When I place my order
    Then my order should be confirmed
    And I should be charged exactly my order total once

  @PR07 @PR08
  Scenario: A code that is withdrawn during the checkout is told before the order is taken
    Given I have a product in stock in my cart
    When I apply a live code
    And I choose to pay with a good card
    And I am ready to place my order
    And the store has withdrawn a live code
    And I try to place my order
    Then my order should not be placed
    And exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that the code no longer holds
    And I should be asked to confirm the new total
    And my cart should be kept

  @PR08
  Scenario: A code that the cart drops is announced in the cart
    Given I have a product in stock in my cart
    When I apply a live code
    And the store has withdrawn a live code
    And I leave the shop and come back
    And I open my cart
    Then I should have no discount
    And the cart should tell that the code no longer holds

  @PR33
  Scenario: A code that is withdrawn after the order leaves the order as it was placed
    Given I have a product in stock in my cart
    When I apply a live code
    And I choose to pay with a good card
    And I place my order
    And the store has withdrawn a live code
    Then my order should carry the discount
    And the same total should appear on the confirmation, the order and the charge
