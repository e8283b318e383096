@gateways
Feature: A payment that is refused costs nothing and leaves me free to try again

  @GW02
  Scenario: A declined card costs nothing and keeps the cart
    Given I have a product in stock in my cart
    When I choose to pay with a declined card
    And I try to place my order
    Then exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that my payment was refused
    And my cart should be kept

  @GW03
  Scenario Outline: A decline for <cause> is told and costs nothing
    Given I have a product in stock in my cart
    When I choose to pay with <card>
    And I try to place my order
    Then exactly 0 orders should exist for me
    And I should not be charged
    And I should be told that the cause is <cause>
    And my cart should be kept

    Examples:
      | cause           | card                     |
      | missing funds   | a card without funds     |
      | an expired card | an expired card          |
      | a wrong code    | a card with a wrong code |

  @GW02
  Scenario: After a decline a good card pays once
    Given I have a product in stock in my cart
    When I choose to pay with a declined card
    And I try to place my order
    Then my order should not be placed
    When I try again with a good card
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once

  @GW02
  Scenario: After a decline another way to pay is open
    Given I have a product in stock in my cart
    When I choose to pay with a declined card
    And I try to place my order
    Then my order should not be placed
    When I try again by invoice
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should not be charged
