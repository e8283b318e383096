@scripts
Feature: A payment script that fails loses no order

  @PL07
  Scenario: A blocked payment script leaves a way to pay
    Given I have a product in stock in my cart
    And the scripts from the payment host will be blocked
    When I choose to pay with a good card
    And I try to buy all the same
    Then I should have my order, or be told why not and get it by another way to pay
    And exactly 1 order should exist for me
