@gateways
Feature: Money that is held is taken when the order is dispatched, as agreed and no more

  @GW21
  Scenario: Money is held with the order and taken at dispatch
    Given the store takes the money at dispatch
    And I have a product in stock in my cart
    When I choose to pay with a good card
    And I place my order
    Then my order should be confirmed
    And the payment gateway should hold exactly my order total, and have taken nothing
    When the store dispatches my order
    Then I should be charged exactly my order total once
    And the store's books should show my order as paid

  @GW21
  Scenario: A part of the money that is held is taken, and the rest let go
    Given the store takes the money at dispatch
    And I have a product in stock in my cart
    When I choose to pay with a good card
    And I place my order
    And the store takes a part of the money that it holds
    Then exactly that part should be taken from my card
    And nothing should be held on my card

  @GW21
  Scenario: Money that is held is let go, and nothing is charged
    Given the store takes the money at dispatch
    And I have a product in stock in my cart
    When I choose to pay with a good card
    And I place my order
    And the store lets go what it holds for my order
    Then I should not be charged
    And nothing should be held on my card
    And the store's books should show my order as voided

  @GW20
  Scenario: A capture that is refused leaves the order unpaid and can be tried again
    Given the store takes the money at dispatch
    And I have a product in stock in my cart
    And the payment gateway will refuse to hand over the money 1 time
    When I choose to pay with a good card
    And I place my order
    And the store dispatches my order
    Then the store's books should show my order as capture refused
    And the store should be offered to capture it
    And I should not be charged
    And exactly 1 order should exist for me
    When the store dispatches my order
    Then I should be charged exactly my order total once
    And the store's books should show my order as paid

  @OM08
  Scenario: The charge, the order and the invoice show the same amount
    Given I have 2 of a product with odd cents in my cart
    When I apply a live code
    And I choose to pay with a good card
    And I place my order
    Then the charge, the order and the invoice should show the same amount

  @GW19
  Scenario: A refund gives all the money back and the order stays
    Given I have a product in stock in my cart
    When I choose to pay with a good card
    And I place my order
    And the store refunds my order
    Then I should have my money back
    And the store's books should show my order as refunded
    And exactly 1 order should exist for me

  @OM09
  Scenario: A refund gives the money back, and the goods and the code as the store declares
    Given nobody has used a single-use code yet
    And the store has 7 of a product with odd cents in stock
    And I have a product with odd cents in my cart
    When I apply a single-use code
    And I choose to pay with a good card
    And I place my order
    Then my order should be confirmed
    And the store should have 6 of a product with odd cents in stock
    When the store refunds my order
    Then I should have my money back
    And the store's books should show my order as refunded
    And the store should have 7 of a product with odd cents in stock, or 6, as it declares for refunded orders
    And a single-use code should be used or free again, as the store declares for cancelled orders
    And exactly 1 order should exist for me
