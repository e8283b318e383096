@gateways
Feature: A payment that is accepted pays the order once

  @GW01 @OM04
  Scenario: A good card pays the order once
    Given I have a product in stock in my cart
    When I choose to pay with a good card
    And I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty

  @GW01
  Scenario: An order by invoice is confirmed without a charge
    Given I have a product in stock in my cart
    When I choose to pay by invoice
    And I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should not be charged

  @OM01 @LO14
  Scenario: The page, the order and the charge tell the same total
    Given I have 2 of a product with odd cents in my cart
    When I choose to pay with a good card
    And I place my order
    Then the same total should appear on the confirmation, the order and the charge

  @GW25
  Scenario: Every way to pay is offered
    Given I have a product in stock in my cart
    Then every way to pay that the store names should be offered
